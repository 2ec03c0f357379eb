/* SPDX-License-Identifier: GPL-3.0-or-later */
#if defined __AVX512F__ && defined __AVX512DQ__
#define PLM_KERNEL plm_lane_kernel_avx512
#define PLM_KERNEL_NAME "avx512"
#define PLM_VECTOR 64
#include "model/lanes_kernel.h"
#else
typedef int plm_lane_no_avx512; /* not for this processor */
#endif
