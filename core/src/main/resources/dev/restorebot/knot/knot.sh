# Asks the address $1; leaves the HTTP status in $code, 000 if there was no answer, and the answer without blanks in $body. A
# knot answers in JSON.
ask() {
  local answer
  if answer=$(curl -sg --max-time 10 -w '\n%{http_code}' "$1" 2>/dev/null </dev/null | tr -d '\000'); then
    code=${answer##*$'\n'}
    body=$(printf '%s' "${answer%$'\n'*}" | tr -d '[:space:]')
  else
    code=000
    body=
  fi
}

# Prints the text called $1 in the answer, or nothing.
field() { printf '%s' "$body" | grep -o "\"$1\":\"[^\"]*\"" | head -n 1 | cut -d '"' -f 4 | tr -cd '[:print:]' | cut -c 1-200; }

# Prints the branches in the answer, a line each: the commit and the name.
listed() {
  printf '%s' "$body" | grep -o '"reference":{"name":"[^"]*","hash":"[0-9a-f]*"' | sed 's/^.*"name":"\([^"]*\)","hash":"\(.*\)"$/\2 \1/'
}

# The knot $1 must tell its version at $2. That it is up proves nothing about its data.
check_knot() {
  local version
  ask "$2"
  version=$(field version) || version=
  if [ "$code" = 200 ] && [ -n "$version" ]; then
    passed "knot $1" "it is up, version $version"
  else
    failed "knot $1" "it does not tell its version (HTTP $code; 000: no answer at all); see its log"
  fi
}

# Prints the branches of the repository $1 as they were staged, a line each: the commit and the name.
staged_branches() { staged_as "$1" | sed -n 's/ refs\/heads\// /p'; }

# The repository $1 must have, at the address $2, at least the branches that follow, each as its commit and its name in the
# mirror. A branch in the mirror may have two commits, in a file that is older than packed-refs; that is mended while it is
# staged, and what was staged counts. The knot tells fifty at a time.
check_repository() {
  local name="repository $1" address=$2 all= page count=0 branch error mended line
  mended=$(staged_branches "$1") || mended=
  shift 2
  while :; do
    ask "$address&cursor=$count"
    page=$(listed) || page=
    if [ "$code" != 200 ] || [ -z "$page" ]; then break; fi
    all="$all$page"$'\n'
    count=$((count + $(printf '%s\n' "$page" | grep -c .)))
    if [ "$(printf '%s\n' "$page" | grep -c .)" -lt 50 ] || [ "$count" -gt 10000 ]; then break; fi
  done
  error=$(field error | tr -cd 'A-Za-z') || error=
  if [ "$code" = 000 ]; then
    failed "$name" 'no answer'
    return 0
  fi
  if [ "$code" != 200 ] || { [ "$count" = 0 ] && [ $# -gt 0 ]; }; then
    failed "$name" "$(meaning "$code" "$error") (HTTP $code $error)"
    return 0
  fi
  for branch in "$@"; do
    line=$(printf '%s\n' "$mended" | cut -d ' ' -f 2- | grep -nxF -- "${branch#* }" | cut -d : -f 1) || line=
    [ -z "$line" ] || branch=$(printf '%s\n' "$mended" | sed -n "${line}p")
    if ! printf '%s' "$all" | grep -qxF -- "$branch"; then
      failed "$name" "${branch#* } is not at the restored commit $(printf '%s' "$branch" | cut -c 1-7): pushed to since, or the restore did not take effect"
      return 0
    fi
  done
  passed "$name" "branches at the restored commits: $#"
}

# git on the knot must serve the repository $1 at the address $2: a real read.
check_read() {
  ask "$2"
  case "$code $body" in
    '200 001e#service=git-upload-pack'*) passed "git reads $1" 'it is served' ;;
    *) failed "git reads $1" "git on the knot does not serve it (HTTP $code)" ;;
  esac
}
