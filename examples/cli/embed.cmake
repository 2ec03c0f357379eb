# SPDX-License-Identifier: GPL-3.0-or-later
#
# Writes text files as the C source of the array that asset.h declares.
# usage: cmake -DFOLDER=examples/cli "-DFILES=vega/vega.min.js;..." -DOUTPUT=assets.c -P embed.cmake

# A string literal may be as long as every compiler must take one: 4,095 bytes. Two digits of FILE's text are a byte.
set(digits_a_piece 8000)

set(source "#include \"asset.h\"\n\n")
set(array "")
set(count 0)
foreach(name IN LISTS FILES)
  file(READ ${FOLDER}/${name} text HEX)
  file(SHA256 ${FOLDER}/${name} digest)
  string(LENGTH "${text}" length)
  string(APPEND source "static const char *const pieces_${count}[] = {\n")
  set(pieces 0)
  set(at 0)
  while(at LESS length)
    string(SUBSTRING "${text}" ${at} ${digits_a_piece} piece)
    string(REGEX REPLACE "(..)" "\\\\x\\1" piece "${piece}")
    string(APPEND source "\"${piece}\",\n")
    math(EXPR at "${at} + ${digits_a_piece}")
    math(EXPR pieces "${pieces} + 1")
  endwhile()
  string(APPEND source "};\n\n")
  string(REGEX REPLACE "(..)" "0x\\1, " digest "${digest}")
  string(APPEND array "    {\"${name}\", pieces_${count}, ${pieces}, {${digest}}},\n")
  math(EXPR count "${count} + 1")
endforeach()
string(APPEND source "const asset assets[] = {\n${array}};\nconst size_t asset_count = ${count};\n")
file(WRITE ${OUTPUT} "${source}")
