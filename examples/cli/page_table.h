/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CLI_PAGE_TABLE_H
#define CLI_PAGE_TABLE_H

#include "page_entries.h"
#include "page_out.h"

/* Writes the table of the entry as the element "table-N". */
void page_table_write(page_out *out, const page_entry *entry);

#endif
