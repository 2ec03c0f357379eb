/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/kernel.h"

extern const plm_kernel plm_kernel_portable;
#ifdef PLM_X86
extern const plm_kernel plm_kernel_avx2, plm_kernel_avx512;
#endif

size_t plm_kernels(const plm_kernel **kernels, size_t capacity)
{
  const plm_kernel *can[3];
  size_t count = 0;
#ifdef PLM_X86
  if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq"))
    can[count++] = &plm_kernel_avx512;
  if (__builtin_cpu_supports("avx2"))
    can[count++] = &plm_kernel_avx2;
#endif
  can[count++] = &plm_kernel_portable;
  for (size_t i = 0; i < count && i < capacity; i++)
    kernels[i] = can[i];
  return count;
}

bool plm_lane_table_init(plm_lane_table *table, const plm_quantile_table *from, plm_node *constant)
{
  const uint64_t size = sizeof(plm_node);
  if (from->constant) {
    *constant = (plm_node){from->value, 0, 0, 0};
    *table = (plm_lane_table){constant, 0, 0, 0, 0, 1};
    return true;
  }
  uint64_t below = ((uint64_t)1022 << from->node_bits) * size; /* of the exponent of 1/2, the least distance */
  *table = (plm_lane_table){from->nodes, UINT64_MAX << (52 - from->node_bits), (uint64_t)(52 - from->node_bits - 5),
                            0 - below,   from->upper_nodes * size - below,     from->scale};
  return from->nodes != NULL;
}
