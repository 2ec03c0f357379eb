/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Findings as folders of tidy CSV: what is in them, names of files, and folders that are there whole or not at all.
 */
#include "starve.h"

#include "base/read_file.h"
#include "report/findings.h"

#include <criterion/criterion.h>
#include <dirent.h>
#include <math.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

typedef struct fixture {
  char scratch[64];
  char path[96];
  placement_findings *findings;
} fixture;

static void add_table(placement_findings *f, const char *name)
{
  plm_findings_table(f, name, NULL, "");
  plm_findings_column(f, "a", NULL, PLACEMENT_UNIT_NUMBER);
}

static void set_up(fixture *f)
{
  strcpy(f->scratch, "/tmp/test-findings-folder-XXXXXX");
  cr_assert_neq(mkdtemp(f->scratch), NULL);
  (void)snprintf(f->path, sizeof f->path, "%s/out", f->scratch);
  placement_findings *made = plm_findings_new("placement-test/1", "GBP");
  plm_findings_provenance(made, "title", "=1+1");
  plm_findings_sentence(made, "It costs \"much\".");
  plm_findings_source(made, "Somebody 1999");
  plm_findings_table(made, "years", "By year", "How to read it.");
  plm_findings_column(made, "year", "", PLACEMENT_UNIT_TEXT);
  plm_findings_estimate_columns(made, "cost", "cost", PLACEMENT_UNIT_MONEY);
  plm_findings_column(made, "change", "change, %", PLACEMENT_UNIT_OF_ROW);
  plm_findings_row(made, PLACEMENT_UNIT_SHARE);
  plm_findings_text(made, "+2020-21\nand more");
  plm_findings_estimate(made, &(placement_estimate){100.005, 1, -INFINITY, 102});
  plm_findings_number(made, 0.25);
  plm_findings_row(made, PLACEMENT_UNIT_MONEY);
  add_table(made, "cost.external@../x y");
  add_table(made, "cost.external@../x-y");
  add_table(made, "Answer");
  add_table(made, "..");
  cr_assert_eq(plm_findings_finish(made, &f->findings, NULL), PLACEMENT_OK);
}

/* The number of files in a folder; `found` of them are called `name`. */
static int count_files(const char *path, const char *name, int *found)
{
  DIR *folder = opendir(path);
  int count = 0;
  *found = 0;
  for (struct dirent *entry; folder != NULL && (entry = readdir(folder)) != NULL;) {
    bool is_file = strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0;
    count += is_file;
    *found += is_file && strcmp(entry->d_name, name) == 0;
  }
  if (folder != NULL)
    closedir(folder);
  return count;
}

static void remove_all(const char *path)
{
  DIR *folder = opendir(path);
  for (struct dirent *entry; folder != NULL && (entry = readdir(folder)) != NULL;)
    (void)unlinkat(dirfd(folder), entry->d_name, 0);
  if (folder != NULL)
    closedir(folder);
  (void)rmdir(path);
}

/* Beside the folder there are `others`. */
static void tear_down(fixture *f, int others)
{
  int found;
  remove_all(f->path);
  cr_expect_eq(count_files(f->scratch, "", &found), others);
  remove_all(f->scratch);
  placement_findings_free(f->findings);
}

static void assert_holds(const fixture *f, const char *name, const char *expected)
{
  char path[256], *bytes = NULL;
  size_t length = 0;
  (void)snprintf(path, sizeof path, "%s/%s", f->path, name);
  cr_assert_eq(plm_read_file(path, 1 << 20, &bytes, &length, NULL), PLACEMENT_OK, "%s", path);
  cr_expect_eq(length, strlen(expected), "%s:\n%.*s", name, (int)length, bytes);
  cr_expect_arr_eq(bytes, expected, length, "%s:\n%.*s", name, (int)length, bytes);
  free(bytes);
}

static placement_status write_folder(const fixture *f, placement_error *err)
{
  return placement_findings_write_folder((const placement_findings *const *)&f->findings, NULL, 1, f->path, err);
}

Test(findings_folder, files)
{
  fixture f;
  int found;
  set_up(&f);
  cr_assert_eq(write_folder(&f, NULL), PLACEMENT_OK);
  cr_expect_eq(count_files(f.path, "years.csv", &found), 8);
  assert_holds(&f, "years.csv",
               "year,cost,cost_se,cost_low,cost_high,change,unit\r\n"
               "\"'+2020-21\nand more\",100.01,1.00,,102.00,0.25,share\r\n,,,,,,GBP\r\n");
  assert_holds(&f, "answer.csv", "number,sentence\r\n1,\"It costs \"\"much\"\".\"\r\n");
  assert_holds(&f, "provenance.csv",
               "name,value\r\nformat,placement-test/1\r\ntitle,'=1+1\r\nsource,Somebody 1999\r\n");
  assert_holds(&f, "cost.external-..-x-y.csv", "a\r\n");
  assert_holds(&f, "cost.external-..-x-y-2.csv", "a\r\n");
  assert_holds(&f, "Answer-2.csv", "a\r\n");
  assert_holds(&f, "-..csv", "a\r\n");
  assert_holds(
      &f, "dictionary.csv",
      "file,table,row_is,column,unit,meaning,heading,note\r\n"
      "answer.csv,answer,a sentence of the answer,number,number,\"place of the sentence, the most important first: 1, "
      "2, ...\",The answer,\r\n"
      "answer.csv,answer,a sentence of the answer,sentence,text,what was found,The answer,\r\n"
      "provenance.csv,provenance,a fact that the findings rest on,name,text,\"which fact: the format, the version, the "
      "seed, the digest of a scenario, the source of a method, ...\",Provenance,\r\n"
      "provenance.csv,provenance,a fact that the findings rest on,value,text,\"the fact, as text\",Provenance,\r\n"
      "years.csv,years,,year,text,year,By year,How to read it.\r\n"
      "years.csv,years,,cost,GBP,cost,By year,How to read it.\r\n"
      "years.csv,years,,cost_se,GBP,standard error of the cost: how far it may be off because only so many futures are "
      "simulated,By year,How to read it.\r\n"
      "years.csv,years,,cost_low,GBP,lower end of the 95% confidence interval of the cost,By year,How to read it.\r\n"
      "years.csv,years,,cost_high,GBP,upper end of the 95% confidence interval of the cost,By year,How to read it.\r\n"
      "years.csv,years,,change,as column unit says,\"change, %\",By year,How to read it.\r\n"
      "years.csv,years,,unit,text,unit of the figures of the row,By year,How to read it.\r\n"
      "cost.external-..-x-y.csv,cost.external@../x y,,a,number,a,,\r\n"
      "cost.external-..-x-y-2.csv,cost.external@../x-y,,a,number,a,,\r\n"
      "Answer-2.csv,Answer,,a,number,a,,\r\n"
      "-..csv,..,,a,number,a,,\r\n");
  tear_down(&f, 0);
}

/* Columns that are values of a variable become rows, with what belongs to each; 2022_se is a value of its own. */
Test(findings_folder, across)
{
  fixture f;
  set_up(&f);
  placement_findings_free(f.findings);
  placement_findings *made = plm_findings_new("placement-test/1", "GBP");
  plm_findings_table(made, "by_year", "By year", "");
  plm_findings_across(made, "year");
  plm_findings_column(made, "home", "", PLACEMENT_UNIT_TEXT);
  plm_findings_column(made, "2020-21", "2020-21", PLACEMENT_UNIT_OF_ROW);
  plm_findings_column(made, "2020-21_se", NULL, PLACEMENT_UNIT_OF_ROW);
  plm_findings_column(made, "2022_se", "2022", PLACEMENT_UNIT_OF_ROW);
  plm_findings_row(made, PLACEMENT_UNIT_MONEY);
  plm_findings_text(made, "oak, =house");
  plm_findings_number(made, 1);
  plm_findings_number(made, 2);
  plm_findings_number(made, 3);
  cr_assert_eq(plm_findings_finish(made, &f.findings, NULL), PLACEMENT_OK);
  cr_assert_eq(write_folder(&f, NULL), PLACEMENT_OK);
  assert_holds(&f, "by_year.csv",
               "home,year,value,value_se,unit\r\n"
               "\"oak, =house\",2020-21,1.00,2.00,GBP\r\n"
               "\"oak, =house\",2022_se,3.00,,GBP\r\n");
  tear_down(&f, 0);
}

Test(findings_folder, several_findings)
{
  static const char *const names[] = {"overview", "alternative 1"};
  fixture f;
  int found;
  set_up(&f);
  const placement_findings *const both[] = {f.findings, f.findings};
  cr_assert_eq(placement_findings_write_folder(both, names, 2, f.path, NULL), PLACEMENT_OK);
  cr_expect_eq(count_files(f.path, "alternative-1-years.csv", &found), 13);
  cr_expect_eq(found, 1);
  assert_holds(&f, "overview-Answer.csv", "a\r\n");
  assert_holds(&f, "answer.csv",
               "findings,number,sentence\r\noverview,1,\"It costs \"\"much\"\".\"\r\n"
               "alternative 1,1,\"It costs \"\"much\"\".\"\r\n");
  remove_all(f.path);
  cr_assert_eq(placement_findings_write_folder(both, (const char *const[]){"years", "x"}, 2, f.path, NULL),
               PLACEMENT_OK);
  cr_expect_eq(count_files(f.path, "years.csv", &found), 13);
  cr_expect_eq(found, 1, "not years-years.csv");
  remove_all(f.path);
  cr_assert_eq(placement_findings_write_folder(both, NULL, 2, f.path, NULL), PLACEMENT_OK);
  assert_holds(&f, "2-Answer.csv", "a\r\n");
  tear_down(&f, 0);
}

/* In a folder that exists its files are replaced and keep their modes; others stay. */
Test(findings_folder, existing_folder)
{
  fixture f;
  int found;
  char name[128];
  set_up(&f);
  cr_assert_eq(mkdir(f.path, 0777), 0);
  (void)snprintf(name, sizeof name, "%s/answer.csv", f.path);
  fclose(fopen(name, "w"));
  chmod(name, 0604);
  (void)snprintf(name, sizeof name, "%s/notes.txt", f.path);
  fclose(fopen(name, "w"));
  strcat(f.path, "//");
  cr_assert_eq(write_folder(&f, NULL), PLACEMENT_OK);
  cr_expect_eq(count_files(f.path, "notes.txt", &found), 9);
  cr_expect_eq(found, 1);
  assert_holds(&f, "notes.txt", "");
  assert_holds(&f, "answer.csv", "number,sentence\r\n1,\"It costs \"\"much\"\".\"\r\n");
  struct stat about;
  (void)snprintf(name, sizeof name, "%s/answer.csv", f.path);
  cr_expect(stat(name, &about) == 0 && (about.st_mode & 07777) == 0604);
  tear_down(&f, 0);
}

static void put_file(const fixture *f, const char *name, const char *text)
{
  char path[256];
  (void)snprintf(path, sizeof path, "%s/%s", f->path, name);
  FILE *file = fopen(path, "w");
  cr_assert_neq(file, NULL, "%s", path);
  fputs(text, file);
  fclose(file);
}

static bool is_there(const fixture *f, const char *name)
{
  char path[256];
  struct stat about;
  (void)snprintf(path, sizeof path, "%s/%s", f->path, name);
  return lstat(path, &about) == 0;
}

/* Tables of an earlier command are removed, and nothing else that their dictionary lists. */
Test(findings_folder, earlier_tables)
{
  static const char *const stay[] = {"notes.txt", "mine.csv", "../outside.csv", "answer.csv",   "years.csv",
                                     ".csv",      "a b.csv",  "a.csv.txt",      "folder.csv",   ".hidden.csv",
                                     "link.csv",  "in.csv",   "quoted.csv",     "YEARS.csv.csv"};
  fixture f;
  char path[128];
  set_up(&f);
  cr_assert_eq(mkdir(f.path, 0777), 0);
  (void)snprintf(path, sizeof path, "%s/folder.csv", f.path);
  cr_assert_eq(mkdir(path, 0777), 0);
  for (size_t i = 0; i < sizeof stay / sizeof *stay; i++)
    if (strcmp(stay[i], "folder.csv") != 0 && strcmp(stay[i], "link.csv") != 0)
      put_file(&f, stay[i], "old");
  (void)snprintf(path, sizeof path, "%s/link.csv", f.path);
  cr_assert_eq(symlink("mine.csv", path), 0);
  put_file(&f, "published.csv", "old");
  put_file(&f, "x-y_2.csv", "old");
  put_file(&f, "last.csv", "old");
  put_file(&f, "dictionary.csv",
           "file,table,row_is,column,unit,meaning,heading,note\r\n"
           "published.csv,published,figure,text,figure,A,\"a note,\nin.csv,of \"\"two\"\" lines\"\r\n"
           "published.csv,published,source,text,source,A,\r\n"
           "../outside.csv,a,b\r\n"
           "../out/mine.csv,a,b\r\n"
           "/etc/passwd.csv,a,b\r\n"
           "notes.txt,a,b\r\n.csv,a,b\r\n.hidden.csv,a,b\r\na b.csv,a,b\r\na.csv.txt,a,b\r\n"
           "..,a,b\r\n.,a,b\r\n,a,b\r\n\r\nfolder.csv,a,b\r\nlink.csv,a,b\r\nmissing.csv,a,b\r\n"
           "answer.csv,a,b\r\nDictionary.csv,a,b\r\nyears.csv,a,b\r\n"
           "\"quoted.csv\",a,b\r\nx-y_2.csv,a,b\r\nlast.csv,a");
  cr_assert_eq(write_folder(&f, NULL), PLACEMENT_OK);
  for (size_t i = 0; i < sizeof stay / sizeof *stay; i++)
    cr_expect(is_there(&f, stay[i]), "%s", stay[i]);
  cr_expect(is_there(&f, "dictionary.csv"));
  cr_expect_not(is_there(&f, "published.csv"));
  cr_expect_not(is_there(&f, "x-y_2.csv"));
  cr_expect_not(is_there(&f, "last.csv"));
  (void)snprintf(path, sizeof path, "%s/folder.csv", f.path);
  rmdir(path);
  tear_down(&f, 1);
}

/* What the command itself left is removed, and a dictionary that is not ours removes nothing. */
Test(findings_folder, dictionaries_of_others)
{
  static const char *const others[] = {"word,meaning\r\nmine.csv,a\r\n",
                                       "file,table,row_is,column,unit,meaning,heading,notes\r\nmine.csv,a,b\r\n",
                                       "file,table,row_is,column,unit,meaning,heading,note\nmine.csv,a,b\n",
                                       "file,table",
                                       "",
                                       "file,table,row_is,column,unit,meaning,heading,note\r\n",
                                       "file,table,row_is,column,unit,meaning,heading,note\r\n\"mine.csv,a"};
  static const char *const names[] = {"a", "b"};
  fixture f;
  int found;
  set_up(&f);
  const placement_findings *const both[] = {f.findings, f.findings};
  cr_assert_eq(placement_findings_write_folder(both, names, 2, f.path, NULL), PLACEMENT_OK);
  cr_assert_eq(write_folder(&f, NULL), PLACEMENT_OK);
  cr_expect_eq(count_files(f.path, "years.csv", &found), 8);
  cr_expect_eq(found, 1);
  put_file(&f, "mine.csv", "mine");
  for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
    put_file(&f, "dictionary.csv", others[i]);
    cr_assert_eq(write_folder(&f, NULL), PLACEMENT_OK);
    cr_expect(is_there(&f, "mine.csv"), "%s", others[i]);
    cr_expect_eq(count_files(f.path, "years.csv", &found), 9);
  }
  tear_down(&f, 0);
}

/* A file in the way of a later one leaves the earlier ones as they were. */
Test(findings_folder, all_or_nothing_in_an_existing_folder)
{
  fixture f;
  int found;
  char name[128];
  placement_error err = PLACEMENT_ERROR_INIT;
  set_up(&f);
  cr_assert_eq(mkdir(f.path, 0777), 0);
  (void)snprintf(name, sizeof name, "%s/dictionary.csv", f.path);
  cr_assert_eq(mkdir(name, 0777), 0);
  cr_assert_eq(write_folder(&f, &err), PLACEMENT_ERROR_IO);
  cr_expect_neq(strstr(err.message, "/out/dictionary.csv: it is a folder"), NULL, "%s", err.message);
  cr_expect_eq(count_files(f.path, "dictionary.csv", &found), 1);
  rmdir(name);
  tear_down(&f, 0);
}

Test(findings_folder, refusals)
{
  fixture f;
  placement_error err = PLACEMENT_ERROR_INIT;
  set_up(&f);
  fclose(fopen(f.path, "w"));
  cr_assert_eq(write_folder(&f, &err), PLACEMENT_ERROR_IO);
  cr_expect_neq(strstr(err.message, "/out: it is no folder"), NULL, "%s", err.message);
  unlink(f.path);
  strcat(f.path, "/below");
  cr_assert_eq(write_folder(&f, &err), PLACEMENT_ERROR_IO);
  cr_expect_neq(strstr(err.message, "/out/below: creating a folder beside it failed"), NULL, "%s", err.message);
  cr_expect_eq(placement_findings_write_folder(NULL, NULL, 1, f.path, &err), PLACEMENT_ERROR_ARGUMENT);
  const placement_findings *const none = NULL;
  cr_expect_eq(placement_findings_write_folder(&none, NULL, 1, f.path, &err), PLACEMENT_ERROR_ARGUMENT);
  cr_expect_eq(placement_findings_write_folder(&none, NULL, 0, f.path, &err), PLACEMENT_ERROR_ARGUMENT);
  tear_down(&f, 0);
}

/* A limit on the size of files fails writes as a full disk does, at the file that is the first to be larger. */
Test(findings_folder, full_disk)
{
  fixture f;
  int found;
  placement_error err = PLACEMENT_ERROR_INIT;
  struct rlimit limit = {300, RLIM_INFINITY}; /* dictionary.csv is larger, the others are not */
  set_up(&f);
  signal(SIGXFSZ, SIG_IGN);
  cr_assert_eq(setrlimit(RLIMIT_FSIZE, &limit), 0);
  placement_status beside = write_folder(&f, &err);
  int left = count_files(f.scratch, "", &found);
  cr_assert_eq(mkdir(f.path, 0777), 0);
  placement_status within = write_folder(&f, &err);
  limit.rlim_cur = RLIM_INFINITY;
  setrlimit(RLIMIT_FSIZE, &limit);
  cr_expect_eq(beside, PLACEMENT_ERROR_IO);
  cr_expect_eq(within, PLACEMENT_ERROR_IO);
  cr_expect_neq(strstr(err.message, "/out/dictionary.csv: writing failed"), NULL, "%s", err.message);
  cr_expect_eq(left, 0);
  cr_expect_eq(count_files(f.path, "", &found), 0);
  tear_down(&f, 0);
}

static placement_status write_with_little_memory(void *context, placement_error *err)
{
  return write_folder(context, err);
}

Test(findings_folder, memory)
{
#ifndef COUNTING
  cr_skip_test("the allocator cannot be replaced here");
#endif
  fixture f;
  set_up(&f);
  cr_expect_gt(starve(write_with_little_memory, &f), 50);
  remove_all(f.path);
  cr_assert_eq(mkdir(f.path, 0777), 0);
  cr_expect_gt(starve(write_with_little_memory, &f), 50);
  put_file(&f, "dictionary.csv", "file,table,row_is,column,unit,meaning,heading,note\r\nold.csv,a,b\r\n");
  put_file(&f, "old.csv", "");
  cr_expect_gt(starve(write_with_little_memory, &f), 50);
  cr_expect_not(is_there(&f, "old.csv"));
  tear_down(&f, 0);
}
