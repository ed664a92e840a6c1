// tieuchi from Go, by cgo: one unit judged from an array. CGO_CFLAGS and CGO_LDFLAGS say where the library is.
package main

/*
#cgo LDFLAGS: -ltieuchi
#include <stdlib.h>
#include "tieuchi/tieuchi.h"
*/
import "C"

import (
	"fmt"
	"os"
	"unsafe"
)

func main() {
	var failed C.tieuchi_error
	check := func(status C.tieuchi_status) {
		if status != C.TIEUCHI_OK {
			fmt.Fprintln(os.Stderr, status, C.GoString(&failed.message[0]))
			os.Exit(1)
		}
	}
	id := C.CString("vn-commune-2016")
	region := C.CString("MNPB")
	defer C.free(unsafe.Pointer(id))
	defer C.free(unsafe.Pointer(region))
	var set *C.tieuchi_set
	check(C.tieuchi_set_from_catalog(id, &set, &failed))
	options := C.tieuchi_compile_options{on: 20191231}
	var rules *C.tieuchi_rules
	check(C.tieuchi_compile(set, &options, &rules, &failed))
	var judge *C.tieuchi_judge
	check(C.tieuchi_judge_new(rules, C.tieuchi_set_stratum(set, region), &judge, &failed))
	n := int(C.tieuchi_set_measures(set))
	values, states := make([]C.double, n), make([]C.uint8_t, n)
	for k := range values {
		states[k] = C.TIEUCHI_NOT_COLLECTED
		switch C.GoString(C.tieuchi_set_measure(set, C.size_t(k))) {
		case "water.hygienic_share":
			values[k], states[k] = 80, C.TIEUCHI_VALUE
		}
	}
	verdicts := make([]C.uint8_t, int(C.tieuchi_set_criteria(set)))
	check(C.tieuchi_judge_unit(judge, &values[0], &states[0], &verdicts[0], nil, &failed))
	if verdicts[16] != C.TIEUCHI_NOT_MET || verdicts[0] != C.TIEUCHI_UNKNOWN {
		fmt.Println("other verdicts:", verdicts)
		os.Exit(1)
	}
	missing := C.CString("no such set")
	defer C.free(unsafe.Pointer(missing))
	var none *C.tieuchi_set
	if C.tieuchi_set_from_catalog(missing, &none, &failed) != 3001 {
		os.Exit(2)
	}
	C.tieuchi_judge_free(judge)
	C.tieuchi_rules_free(rules)
	C.tieuchi_set_free(set)
}
