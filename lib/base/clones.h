/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * PLM_CLONES before a function has it compiled for several instruction sets, of which the loader takes the best that
 * the processor has: for loops over whole numbers, which come to the same in all of them. Sanitizers, C libraries other
 * than glibc, and Clang, whose version 14 gives them names that other files do not know, do without.
 */
#ifndef PLM_BASE_CLONES_H
#define PLM_BASE_CLONES_H

#include <stdint.h> /* tells of glibc */

#if defined PLM_X86 && defined __GLIBC__ && !defined __clang__ && !defined __SANITIZE_ADDRESS__ &&                     \
    !defined __SANITIZE_THREAD__
#define PLM_CLONES __attribute__((target_clones("avx512f", "avx2", "default")))
#else
#define PLM_CLONES
#endif

#endif
