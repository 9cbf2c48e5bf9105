# From .trx files: each failed test with its fixture, and the first line of what it said.
function attribute(name,   value) {
  if (!match($0, " " name "=\"[^\"]*\"")) return ""
  value = substr($0, RSTART + length(name) + 3, RLENGTH - length(name) - 4)
  return plain(value)
}

function plain(text) {
  gsub(/&#x[0-9A-Fa-f]+;/, " ", text); gsub(/&lt;/, "<", text); gsub(/&gt;/, ">", text)
  gsub(/&quot;/, "\"", text); gsub(/&apos;/, "'", text); gsub(/&amp;/, "\\&", text)
  return text
}

# The definitions with the fixtures' names follow the results.
/<UnitTestResult / { failed = ""; if (attribute("outcome") == "Failed") { failed = attribute("testId"); names[failed] = attribute("testName"); order[++count] = failed } }
/<Message>/ && failed != "" { saying = failed; failed = ""; sub(/.*<Message>/, "") }
saying != "" {
  line = $0
  over = sub(/<\/Message>.*/, "", line)
  line = plain(line)
  gsub(/^[ \t\r]+|[ \t\r]+$/, "", line)
  if (line != "") said[saying] = line
  if (line != "" || over) saying = ""
}
/<UnitTest / { defined = attribute("id") }
/<TestMethod / { fixtures[defined] = attribute("className") }

END {
  for (n = 1; n <= count; n++) {
    fixture = fixtures[order[n]]
    sub(/.*\./, "", fixture)
    print "  " (fixture == "" ? "" : fixture ": ") names[order[n]] "\n    " said[order[n]]
  }
}
