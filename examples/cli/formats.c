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
#define LIST_SIZE 128

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
    [FORMAT_MARKDOWN] = "markdown",
};

static bool is_folder(const char *path)
{
  struct stat about;
  size_t length = strlen(path);
  return (length > 0 && path[length - 1] == '/') || (stat(path, &about) == 0 && S_ISDIR(about.st_mode));
}

/* Whether it is the root of the file system, whose files are not to be among those of a report. */
static bool is_root(const char *path)
{
  struct stat about, root;
  return stat(path, &about) == 0 && stat("/", &root) == 0 && about.st_dev == root.st_dev && about.st_ino == root.st_ino;
}

/* Moves *path behind slashes and behind the names "." of the folder that it is in. */
static void skip_nothing(const char **path)
{
  for (size_t skip = 1; skip > 0; *path += skip)
    skip = **path == '/' ? 1 : **path == '.' && ((*path)[1] == '/' || (*path)[1] == '\0') ? 1 : 0;
}

bool formats_same_path(const char *a, const char *b)
{
  bool same = (a[0] == '/') == (b[0] == '/');
  skip_nothing(&a);
  skip_nothing(&b);
  while (same && *a != '\0' && *b != '\0') {
    size_t length = strcspn(a, "/");
    same = strcspn(b, "/") == length && strncmp(a, b, length) == 0;
    a += length;
    b += same ? length : 0;
    skip_nothing(&a);
    skip_nothing(&b);
  }
  return same && *a == *b;
}

/* Appends a word to a list of `words` words, such as "a, b or c". */
static void append(char list[LIST_SIZE], const char *word, size_t at, size_t words)
{
  size_t used = strlen(list);
  snprintf(list + used, LIST_SIZE - used, "%s%s", at == 0 ? "" : at + 1 == words ? " or " : ", ", word);
}

int formats_read_output(const char *path, int32_t *kind)
{
  size_t length = strlen(path);
  char names[LIST_SIZE] = "";
  if (is_root(path)) {
    complain("--output: '%s' is the root of all files; name a folder below it", path);
    return EXIT_BAD_INPUT;
  }
  if (is_folder(path)) {
    *kind = OUTPUT_FOLDER;
    return EXIT_FINE;
  }
  for (size_t i = 0; i < COUNT_OF(endings); i++) {
    size_t end = strlen(endings[i].text);
    if (length > end && path[length - end - 1] != '/' && strcasecmp(path + length - end, endings[i].text) == 0) {
      *kind = endings[i].kind;
      return EXIT_FINE;
    }
    append(names, endings[i].text, i, COUNT_OF(endings));
  }
  complain("--output: '%s' must be the name of a file that ends in %s, or of a folder, which ends in /", path, names);
  return EXIT_BAD_INPUT;
}

int formats_read_format(const command *of, const char *value, int32_t *format)
{
  size_t taken = 0, named = 0;
  char names[LIST_SIZE] = "";
  for (size_t i = 0; i < COUNT_OF(formats); i++) {
    bool takes_it = of->formats == 0 || (of->formats & FORMAT_BIT(i)) != 0;
    if (takes_it && strcmp(value, formats[i]) == 0) {
      *format = (int32_t)i;
      return EXIT_FINE;
    }
    taken += takes_it;
  }
  for (size_t i = 0; i < COUNT_OF(formats); i++)
    if (of->formats == 0 || (of->formats & FORMAT_BIT(i)) != 0)
      append(names, formats[i], named++, taken);
  complain("--format: '%s' must be %s", value, names);
  return EXIT_BAD_INPUT;
}
