/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifdef __AVX2__
#define PLM_KERNEL plm_lane_kernel_avx2
#define PLM_KERNEL_NAME "avx2"
#define PLM_VECTOR 32
#include "model/lanes_kernel.h"
#else
typedef int plm_lane_no_avx2; /* not for this processor */
#endif
