/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifdef __AVX2__
#define PLM_KERNEL plm_kernel_avx2
#define PLM_KERNEL_NAME "avx2"
#define PLM_VECTOR 32
#include "model/kernel_body.h"
#else
typedef int plm_no_avx2; /* not for this processor */
#endif
