/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CLI_WORKBOOK_CHECK_H
#define CLI_WORKBOOK_CHECK_H

#include <placement/base.h>

/* Looks whether each part of the workbook in the file `path` is whole: libxlsxwriter does not notice when there is no
 * room for its temporary files, and would leave a workbook that no program opens. PLACEMENT_ERROR_IO if one is not. */
placement_status workbook_check(const char *path, placement_error *err);

#endif
