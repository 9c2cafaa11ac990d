# Asks what the arguments of curl say; leaves the HTTP status in $code, 000 if there was no answer, and the answer without
# blanks in $body. A PDS and a relay answer in JSON.
ask() {
  local answer
  if answer=$(curl -sg --max-time 10 -w '\n%{http_code}' "$@" 2>/dev/null </dev/null); then
    code=${answer##*$'\n'}
    body=$(printf '%s' "${answer%$'\n'*}" | tr -d '[:space:]')
  else
    code=000
    body=
  fi
}

# Prints the text called $1 in the answer, or nothing.
field() { printf '%s' "$body" | grep -o "\"$1\":\"[^\"]*\"" | head -n 1 | cut -d '"' -f 4 | tr -cd '[:print:]' | cut -c 1-200; }

# Prints how far the relay that answered has come, or nothing.
cursor() { printf '%s' "$body" | grep -o '"seq":[0-9]\{1,16\}[,}]' | head -n 1 | tr -cd '0-9'; }

# Fails if the relay $1, which tells at $2 how far it is, is beyond $3. If it does not answer, what it said before counts.
expect_relay() {
  local seq
  ask "$2"
  seq=$(cursor) || seq=
  if [ -z "$seq" ]; then
    say "Note: the relay $1 does not say how far it is (HTTP $code). What it said when this was printed is believed."
  elif [ "$seq" -gt "$3" ]; then
    printf 'STOP: the relay %s is at %s already, and this runbook counts on at most %s. Print it anew.\n' "$1" "$seq" "$3" >&2
    return 1
  fi
}

# Asks the relay $1 at $2 to follow the PDS again, with the request $3. That it takes note proves nothing yet.
announce_to() {
  local try
  for try in 1 2 3; do
    ask -X POST -H 'Content-Type: application/json' --data-raw "$3" "$2"
    if [ "$code" = 200 ]; then
      say "  ok      $1 took note"
      return 0
    fi
    [ "$try" = 3 ] || sleep 5
  done
  say "  FAILED  $1 answered HTTP $code $(field error)"
  return 1
}

# The PDS $1 must be up at $2. That it is proves nothing about its data.
check_health() {
  ask "$2"
  if [ "$code" = 200 ]; then
    passed "PDS $1" "it is up"
  else
    failed "PDS $1" "its health check answers HTTP $code (000: no answer at all); see its log"
  fi
}

# The account $1 must answer at $2, with the handle $3 if it has one, if it is $4: active. An answer that is no repo is none,
# whatever its status.
check_account() {
  local name="account ${3:-$1}" error handle
  ask "$2"
  error=$(field error | tr -cd 'A-Za-z') || error=
  handle=$(field handle) || handle=
  if [ "$code" = 200 ] && [ "$(field did)" = "$1" ] && [ -n "$handle" ]; then
    if [ "$4" != active ]; then
      failed "$name" "it is inactive in the snapshot, and answers as an active account"
    elif [ -n "$3" ] && [ "$(printf '%s' "$handle" | tr '[:upper:]' '[:lower:]')" != "$(printf '%s' "$3" | tr '[:upper:]' '[:lower:]')" ]; then
      failed "$name" "it answers with the handle $handle, which is not the one in the snapshot"
    else
      passed "$name" "its repo answers, as $handle"
    fi
    return 0
  fi
  case "$4 $error" in
    'inactive RepoDeactivated' | 'inactive RepoTakendown' | 'inactive RepoSuspended')
      passed "$name" "inactive, as in the snapshot: $error"
      return 0
      ;;
  esac
  case "$code" in
    000) failed "$name" 'no answer' ;;
    5*) failed "$name" "the PDS failed (HTTP $code): see its log for SQLITE_CORRUPT, SQLITE_READONLY, or ENOENT on a key" ;;
    *) failed "$name" "$(meaning "$error") (HTTP $code $error)" ;;
  esac
}

# The relay $1 must say at $2 that it follows, and have seen the number that the restore announced.
check_relay() {
  local status seq announced
  announced=$(number sequence.announced) || announced=
  ask "$2"
  status=$(field status) || status=
  seq=$(cursor) || seq=
  if [ ! -s "$replaced" ]; then
    failed "relay $1" "$replaced is missing, so nobody knows which number it must have seen"
  elif [ "$code" != 200 ] || [ -z "$seq" ]; then
    failed "relay $1" "it does not say how far it is (HTTP $code $(field error))"
  elif [ "$status" = idle ]; then
    failed "relay $1" "idle: its cursor $seq is above the last number of the PDS, and it will not come back by itself"
  elif [ "$status" != active ]; then
    failed "relay $1" "it is $status; if it is offline, ask it to follow again, all else is its own decision"
  elif [ -z "$announced" ]; then
    passed "relay $1" "it follows, at sequence number $seq (nothing was announced)"
  elif [ "$seq" -ge "$announced" ]; then
    passed "relay $1" "it follows, at sequence number $seq (announced $announced)"
  else
    failed "relay $1" "it is at sequence number $seq and has not seen $announced yet"
  fi
}
