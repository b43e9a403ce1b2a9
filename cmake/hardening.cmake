# What makes a mistake harder to exploit, for optimised builds of what ships; the flags follow the
# OpenSSF guide for C and C++. tests/package/deb.sh asks the packaged files for them.
option(RELANCE_HARDENED "Harden what Release builds make" ${PROJECT_IS_TOP_LEVEL})
set(RELANCE_HARDENING_FLAGS "")
if(RELANCE_HARDENED AND NOT RELANCE_SANITIZE)
  include(CheckCXXCompilerFlag)
  foreach(flag stack-protector-strong stack-clash-protection cf-protection=full
               trivial-auto-var-init=zero no-delete-null-pointer-checks no-strict-overflow)
    string(MAKE_C_IDENTIFIER "RELANCE_HAS_${flag}" has)
    check_cxx_compiler_flag(-f${flag} ${has})
    if(${has})
      list(APPEND RELANCE_HARDENING_FLAGS -f${flag})
    endif()
  endforeach()
  # A distribution's compiler may define it already, lower.
  list(APPEND RELANCE_HARDENING_FLAGS -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=3 -D_GLIBCXX_ASSERTIONS)
endif()

# For what is linked into a program or a shared library of its own.
function(relance_hardened_link target)
  if(RELANCE_HARDENING_FLAGS)
    target_link_options(${target} PRIVATE
                        $<$<CONFIG:Release>:LINKER:-z,relro,-z,now,-z,noexecstack>)
  endif()
endfunction()
