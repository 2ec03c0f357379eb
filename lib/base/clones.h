/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * PLM_CLONES before a function has it compiled for several instruction sets, of which the loader takes the best that
 * the processor has: for loops over whole numbers, which come to the same in all of them. Sanitizers, and C libraries
 * other than glibc, do without.
 */
#ifndef PLM_BASE_CLONES_H
#define PLM_BASE_CLONES_H

#include <stdint.h> /* tells of glibc */

#if defined __SANITIZE_ADDRESS__ || defined __SANITIZE_THREAD__
#define PLM_SANITIZED
#elif defined __has_feature
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer) || __has_feature(memory_sanitizer)
#define PLM_SANITIZED
#endif
#endif

#if defined PLM_X86 && defined __GLIBC__ && !defined PLM_SANITIZED
#define PLM_CLONES __attribute__((target_clones("avx512f", "avx2", "default")))
#else
#define PLM_CLONES
#endif

#endif
