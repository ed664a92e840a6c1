"""Conan 2 recipe. `conan create packaging/conan` from the root of the project; see
packaging/README.md.
"""

from pathlib import Path

from conan import ConanFile
from conan.tools.cmake import CMake, CMakeDeps, CMakeToolchain, cmake_layout
from conan.tools.files import copy


class Tieuchi(ConanFile):
    name = "tieuchi"
    version = "0.1.0"
    license = "Apache-2.0"
    description = "Judging places by published criteria"
    settings = "os", "compiler", "build_type", "arch"

    def requirements(self):
        self.requires("eigen/3.4.0", transitive_headers=True)
        self.requires("boost/1.81.0")

    def build_requirements(self):
        self.test_requires("nlohmann_json/3.11.3")

    def export_sources(self):
        root = Path(self.recipe_folder).parent.parent
        for part in ("CMakeLists.txt", "LICENSE", "cmake/*", "include/*", "src/*", "catalog/*"):
            copy(self, part, src=root, dst=self.export_sources_folder)

    def layout(self):
        cmake_layout(self)

    def generate(self):
        CMakeDeps(self).generate()
        toolchain = CMakeToolchain(self)
        toolchain.cache_variables.update(
            {"TIEUCHI_BUILD_TESTS": False, "TIEUCHI_BUILD_EXAMPLES": False}
        )
        toolchain.generate()

    def build(self):
        cmake = CMake(self)
        cmake.configure()
        cmake.build()

    def package(self):
        CMake(self).install()

    def package_info(self):
        # The project's own config file names the targets and components.
        self.cpp_info.set_property("cmake_find_mode", "none")
        self.cpp_info.builddirs = ["lib/cmake/tieuchi"]
