/* SPDX-License-Identifier: GPL-3.0-or-later */
#define _XOPEN_SOURCE 700 /* strcasecmp, stat */
#include "formats.h"

#include "command.h"
#include "text.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>

#define COUNT_OF(array) (sizeof(array) / sizeof *(array))

extern const command command_trace; /* whose rows are no findings */

typedef struct ending {
  const char *text;
  int32_t kind;
} ending;

/* document_deliver writes each kind. */
static const ending endings[] = {
    {".json", OUTPUT_JSON},
    {".csv", OUTPUT_CSV},
    {".html", OUTPUT_HTML},
    {".xlsx", OUTPUT_XLSX},
};

static const char *const formats[] = {
    [FORMAT_TEXT] = "text",
    [FORMAT_JSON] = "json",
    [FORMAT_CSV] = "csv",
};

static bool takes(const command *of, int32_t kind)
{
  bool delivers = (of->options & OPTION_BIT(OPTION_FORMAT)) != 0; /* a document */
  return kind == OUTPUT_CSV || delivers || (kind == OUTPUT_JSON && of != &command_trace);
}

static bool is_folder(const char *path)
{
  struct stat about;
  size_t length = strlen(path);
  return (length > 0 && path[length - 1] == '/') || (stat(path, &about) == 0 && S_ISDIR(about.st_mode));
}

int formats_read_output(const command *of, const char *path, int32_t *kind)
{
  size_t length = strlen(path), named = 0;
  char names[128] = "";
  if (is_folder(path) && takes(of, OUTPUT_FOLDER)) {
    *kind = OUTPUT_FOLDER;
    return EXIT_FINE;
  }
  for (size_t i = 0; i < COUNT_OF(endings); i++) {
    size_t end = strlen(endings[i].text);
    if (!takes(of, endings[i].kind))
      continue;
    if (length > end && path[length - end - 1] != '/' && strcasecmp(path + length - end, endings[i].text) == 0) {
      *kind = endings[i].kind;
      return EXIT_FINE;
    }
    named += (size_t)snprintf(names + named, sizeof names - named, "%s%s", named > 0 ? ", " : "", endings[i].text);
  }
  char *last = strrchr(names, ',');
  if (last != NULL) {
    char ending[16];
    snprintf(ending, sizeof ending, "%s", last + 2);
    snprintf(last, sizeof names - (size_t)(last - names), " or %s", ending);
  }
  complain("--output: '%s' must be the name of a file that ends in %s%s", path, names,
           takes(of, OUTPUT_FOLDER) ? ", or of a folder, which ends in /" : "");
  return EXIT_BAD_INPUT;
}

int formats_read_format(const char *value, int32_t *format)
{
  for (size_t i = 0; i < COUNT_OF(formats); i++) {
    if (strcmp(value, formats[i]) == 0) {
      *format = (int32_t)i;
      return EXIT_FINE;
    }
  }
  complain("--format: '%s' is none; it can be text, json or csv", value);
  return EXIT_BAD_INPUT;
}
