/* SPDX-License-Identifier: GPL-3.0-or-later */
#if defined __AVX512F__ && defined __AVX512DQ__
#define PLM_KERNEL plm_kernel_avx512
#define PLM_KERNEL_NAME "avx512"
#define PLM_VECTOR 64
#include "model/kernel_body.h"
#else
typedef int plm_no_avx512; /* not for this processor */
#endif
