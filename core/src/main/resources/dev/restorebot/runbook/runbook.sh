set -euo pipefail
export LC_ALL=C

# Below this line there are only definitions; the steps come at the end.

say() { printf '%s\n' "$*"; }
stop() {
  printf 'STOP: %s\n' "$*" >&2
  exit 1
}

# Fails unless all these programs are installed.
need() {
  local program
  for program in "$@"; do
    command -v "$program" >/dev/null 2>&1 || stop "$program is not installed here"
  done
}

# Goes on only if somebody says yes.
confirm() {
  local answer=
  if [ "${RUNBOOK_YES:-}" = 1 ]; then
    say "$1 RUNBOOK_YES=1 says yes."
    return 0
  fi
  [ -t 0 ] || stop "nobody is here to ask: $1 Run it in a terminal, or with RUNBOOK_YES=1."
  read -r -p "$1 Type yes to go on: " answer || :
  [ "$answer" = yes ] || stop 'that was not yes'
}

# Tries a command for about a minute.
patiently() {
  local try
  for try in 1 2 3 4 5 6; do
    if "$@"; then return 0; fi
    [ "$try" = 6 ] || sleep 10
  done
  printf 'STOP: this failed for a minute: %s\n' "$*" >&2
  return 1
}

# Prints the figure $1 that the replacement left behind, or nothing.
number() { grep -o "\"$1\":[0-9]\{1,18\}" "$replaced" 2>/dev/null | tail -n 1 | tr -cd '0-9'; }

# Prints in which state the item $1 was staged, after it was mended, a line each: the state and what it is of. What a report in
# JSON cannot show as it is, such as quotes in a name, is left out.
staged_as() {
  tr '{' '\n' 2>/dev/null <"$staged" | grep -F -A 1 -- "\"id\":\"$1\"," | tail -n 1 | tr ',' '\n' |
    sed -n 's/^"\([^"\\]*\)":"\([^"\\]*\)".*$/\2 \1/p'
}

# Checks everything until all is well, for at most two minutes.
results=
failures=0
passed() { results="$results  ok      $1: $2"$'\n'; }
failed() {
  results="$results  FAILED  $1: $2"$'\n'
  failures=$((failures + 1))
}
verify() {
  local until=$((SECONDS + 120))
  while :; do
    results=
    failures=0
    check_once
    if [ "$failures" = 0 ] || [ "$SECONDS" -ge "$until" ]; then break; fi
    sleep 5
  done
  printf '%s' "$results"
  [ "$failures" = 0 ]
}

# Whatever ends this script early: what it has begun is taken back. Old data or new, never something between.
phase=untouched
leave() {
  local status=$?
  trap - EXIT
  trap '' INT TERM HUP PIPE
  set +e
  case $phase in
    untouched | finished) ;;
    stopping)
      say "Nothing live was touched. $service is started again as it was."
      start_again || status=4
      ;;
    replacing)
      say "The replacement may have begun. What was live is put back."
      if put_back && start_again; then say "$service serves what it served before."; else status=4; fi
      ;;
    undoing) status=4 ;;
    live)
      resume_backups
      say "The data of $service is whole. Whether it is ready and its backups run, a person must see now." >&2
      exit 4
      ;;
  esac
  if [ "$status" = 4 ]; then
    {
      say "A PERSON MUST LOOK NOW ($phase): $service may be stopped, and its backups suspended."
      say "When the cause above is removed: bash $0 undo. It puts back what was live, starts $service and its backups."
    } >&2
  fi
  exit "$status"
}
on_signals() {
  trap leave EXIT
  trap 'exit 129' HUP
  trap 'exit 130' INT
  trap 'exit 143' TERM
}
