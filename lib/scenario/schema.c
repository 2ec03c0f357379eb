/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <placement/scenario.h>

/* Bytes rather than a literal: C17 promises literals of 4,095 characters only. */
static const char schema[] = {
#include "scenario/schema.inc"
    0};

const char *placement_schema(void)
{
  return schema;
}
