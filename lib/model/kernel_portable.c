/* SPDX-License-Identifier: GPL-3.0-or-later */
#define PLM_KERNEL plm_kernel_portable
#define PLM_KERNEL_NAME "portable"
#define PLM_VECTOR 16
#include "model/kernel_body.h"
