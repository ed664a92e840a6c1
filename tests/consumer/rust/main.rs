// tieuchi from Rust, by the C interface: one unit judged from an array.
use std::ffi::{CStr, CString};
use std::os::raw::c_char;
use std::ptr::null_mut;

#[repr(C)]
struct Set { _private: [u8; 0] }
#[repr(C)]
struct Rules { _private: [u8; 0] }
#[repr(C)]
struct Judge { _private: [u8; 0] }
#[repr(C)]
struct CompileOptions { on: i32, provenance: i32, outside_period: i32, overlays: *const *const u8, n_overlays: usize, known_on: i32 }

#[link(name = "tieuchi")]
extern "C" {
    fn tieuchi_set_from_catalog(id: *const c_char, out: *mut *mut Set, error: *mut u8) -> i32;
    fn tieuchi_compile(set: *const Set, options: *const CompileOptions, out: *mut *mut Rules, error: *mut u8) -> i32;
    fn tieuchi_judge_new(rules: *const Rules, stratum: i32, out: *mut *mut Judge, error: *mut u8) -> i32;
    fn tieuchi_judge_unit(judge: *const Judge, values: *const f64, states: *const u8, verdicts: *mut u8, reasons: *mut u8, error: *mut u8) -> i32;
    fn tieuchi_set_measures(set: *const Set) -> usize;
    fn tieuchi_set_measure(set: *const Set, position: usize) -> *const c_char;
    fn tieuchi_set_stratum(set: *const Set, code: *const c_char) -> i32;
    fn tieuchi_judge_free(judge: *mut Judge);
    fn tieuchi_rules_free(rules: *mut Rules);
    fn tieuchi_set_free(set: *mut Set);
}

fn main() {
    let (id, none, region) = (CString::new("vn-commune-2016").unwrap(), CString::new("no such set").unwrap(), CString::new("MNPB").unwrap());
    unsafe {
        let (mut set, mut rules, mut judge) = (null_mut(), null_mut(), null_mut());
        assert_eq!(tieuchi_set_from_catalog(id.as_ptr(), &mut set, null_mut()), 0);
        let options = CompileOptions { on: 20191231, provenance: 0, outside_period: 0, overlays: std::ptr::null(), n_overlays: 0, known_on: 0 };
        assert_eq!(tieuchi_compile(set, &options, &mut rules, null_mut()), 0);
        assert_eq!(tieuchi_judge_new(rules, tieuchi_set_stratum(set, region.as_ptr()), &mut judge, null_mut()), 0);
        let n = tieuchi_set_measures(set);
        let (mut values, mut states, mut verdicts) = (vec![0.0; n], vec![1u8; n], [9u8; 19]);
        for k in 0..n {
            if CStr::from_ptr(tieuchi_set_measure(set, k)).to_str() == Ok("water.hygienic_share") {
                values[k] = 80.0;
                states[k] = 0;
            }
        }
        assert_eq!(tieuchi_judge_unit(judge, values.as_ptr(), states.as_ptr(), verdicts.as_mut_ptr(), null_mut(), null_mut()), 0);
        assert_eq!((verdicts[16], verdicts[0]), (1, 3));
        let mut other = null_mut();
        assert_eq!(tieuchi_set_from_catalog(none.as_ptr(), &mut other, null_mut()), 3001);
        tieuchi_judge_free(judge);
        tieuchi_rules_free(rules);
        tieuchi_set_free(set);
    }
}
