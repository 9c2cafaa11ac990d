# Every command goes to the context that is current now, even if somebody switches it meanwhile.
context=$(kubectl config current-context 2>/dev/null) || context=
kube() { kubectl ${context:+"--context=$context"} --request-timeout=30s "$@"; }

# Fails unless you may $1 the resource $2 (subresource $4) in the namespace $3.
may() {
  kube auth can-i --quiet "$1" "$2" -n "$3" ${4:+"--subresource=$4"} && return 0
  printf 'STOP: you may not %s %s in namespace %s, or the cluster does not answer.\n' "$1" "$2${4:+/$4}" "$3" >&2
  return 1
}

# Prints which cluster this works in; fails unless the claim $3 is there and you may do all that follows to $2 in namespace $1.
look() {
  local bound
  say "Cluster $(kube config view --minify -o 'jsonpath={.clusters[0].cluster.server}' 2>/dev/null) (context ${context:-none}), namespace $1"
  may get "${2%%/*}s.apps" "$1" && may patch "${2%%/*}s.apps" "$1" scale && may list pods "$1" && may get pods "$1" log \
    && may create jobs.batch "$1" && may delete jobs.batch "$1" && may patch cronjobs.batch "$1" || return 1
  bound=$(kube get pvc -n "$1" "$3" -o 'jsonpath={.status.phase}') || return 1
  say "Volume claim $3: ${bound:-in no known state}"
}

# Fails unless the workload $2 is asked for with $3 replicas, as planned, or is stopped already.
expect_replicas() {
  local now
  now=$(kube get -n "$1" "$2" -o 'jsonpath={.spec.replicas}') || return 1
  say "Replicas of $2: $now now, $3 when this is over"
  if [ "$now" = "$3" ] || [ "$now" = 0 ]; then return 0; fi
  printf 'STOP: %s was planned with %s replicas and has %s. Print the runbook anew.\n' "$2" "$3" "$now" >&2
  return 1
}

scale() { patiently kube scale -n "$1" "$2" --replicas="$3"; }

suspend() { patiently kube patch cronjob -n "$1" "$2" --type=merge -p "{\"spec\":{\"suspend\":$3}}"; }

# Waits at most $4 seconds until $3 replicas of $2 are ready, of the workload as it is asked for now.
await_ready() {
  local until=$((SECONDS + $4)) now generation observed ready
  while :; do
    if now=$(kube get -n "$1" "$2" -o 'jsonpath={.metadata.generation}|{.status.observedGeneration}|{.status.readyReplicas}'); then
      IFS='|' read -r generation observed ready <<<"$now"
      if [ "$generation" = "$observed" ] && [ "${ready:-0}" -ge "$3" ]; then
        say "$2 is ready"
        return 0
      fi
    fi
    if [ "$SECONDS" -ge "$until" ]; then
      printf 'STOP: %s is not ready after %s seconds: %s of %s. See: kubectl describe -n %s %s\n' "$2" "$4" "${ready:-0}" "$3" "$1" "$2" >&2
      return 1
    fi
    sleep 2
  done
}

# Prints the pods that use the claim $2 and have not ended, whatever their labels; those that are ending count.
users() {
  local pods name phase claims
  pods=$(kube get pods -n "$1" -o 'jsonpath={range .items[*]}{.metadata.name}|{.status.phase}|{range .spec.volumes[*]}{.persistentVolumeClaim.claimName} {end}{"\n"}{end}') || return 1
  while IFS='|' read -r name phase claims; do
    case "$phase" in Succeeded | Failed) continue ;; esac
    case " $claims " in *" $2 "*) printf '%s ' "$name" ;; esac
  done <<<"$pods"
}

# Waits at most $4 seconds until $2 is stopped and no pod uses the claim $3.
await_unused() {
  local until=$((SECONDS + $4)) now generation observed wanted pods using='not known'
  while :; do
    if now=$(kube get -n "$1" "$2" -o 'jsonpath={.metadata.generation}|{.status.observedGeneration}|{.spec.replicas}|{.status.replicas}') \
      && using=$(users "$1" "$3"); then
      IFS='|' read -r generation observed wanted pods <<<"$now"
      if [ "$generation" = "$observed" ] && [ "$wanted" = 0 ] && [ "${pods:-0}" = 0 ] && [ -z "$using" ]; then
        say "$2 is stopped, and no pod uses $3"
        return 0
      fi
    fi
    if [ "$SECONDS" -ge "$until" ]; then
      printf 'STOP: after %s seconds, %s is asked for with %s replicas and has %s; pods that use %s: %s\n' "$4" "$2" "${wanted:-?}" "${pods:-0}" "$3" "${using:-none}" >&2
      return 1
    fi
    sleep 2
  done
}

# Prints how the Job $2 has ended: Complete or Failed, or nothing.
job_end() { kube get job -n "$1" "$2" -o 'jsonpath={range .status.conditions[?(@.status=="True")]}{.type} {end}' | grep -ow -e Complete -e Failed; }

# Keeps what the Job $2 has written, and what its pod said at the end, in a file.
keep_log() {
  local file="$logs/$2.log"
  {
    kube logs -n "$1" "job/$2" 2>/dev/null || :
    kube get pods -n "$1" -l "job-name=$2" -o 'jsonpath={range .items[*]}{.status.containerStatuses[*].state.terminated.message}{"\n"}{end}' 2>/dev/null || :
  } >"$file.new"
  if [ -s "$file.new" ]; then mv "$file.new" "$file"; else rm -f "$file.new"; fi
}

# Starts the Job $2, whose manifest the function $3 prints, unless it is there: that one is followed. One that failed is kept
# in mind by its log, and started again; every Job here goes on where it stopped.
start_job() {
  local try there
  for try in 1 2 3 4 5 6; do
    if there=$(kube get job -n "$1" "$2" --ignore-not-found -o name); then
      if [ -n "$there" ] && [ "$(job_end "$1" "$2")" != Failed ]; then
        say "Job $2 is there already; it is followed, not started twice"
        return 0
      fi
      if [ -n "$there" ]; then
        say "Job $2 has failed before; it is started again"
        keep_log "$1" "$2"
        [ ! -e "$logs/$2.log" ] || mv "$logs/$2.log" "$logs/$2.failed-before.log"
        kube delete job -n "$1" "$2" --ignore-not-found >/dev/null || return 1
      fi
      if "$3" | kube create -f -; then return 0; fi
    fi
    [ "$try" = 6 ] || sleep 10
  done
  printf 'STOP: the Job %s could not be started\n' "$2" >&2
  return 1
}

# Starts the Job $2 as above and follows it to its end, for at most $4 seconds. A pod that does not start within 5 minutes
# will not start: the image, the Secret, or no room for it.
run_job() {
  local until=$((SECONDS + $4)) idle=$((SECONDS + 300)) state pods
  start_job "$1" "$2" "$3" || return 1
  while :; do
    state=$(job_end "$1" "$2") || state=
    [ -z "$state" ] || break
    if pods=$(kube get pods -n "$1" -l "job-name=$2" -o 'jsonpath={range .items[*]}{.metadata.name}: {.status.phase} {.status.containerStatuses[*].state.waiting.reason} {.status.conditions[?(@.reason=="Unschedulable")].message}{"\n"}{end}'); then
      case "$pods" in *': Running'* | *': Succeeded'* | *': Failed'*) idle=$until ;; esac
    fi
    if [ "$SECONDS" -ge "$until" ] || [ "$SECONDS" -ge "$idle" ]; then
      printf 'STOP: the Job %s has not ended, or has not even begun: %s\n' "$2" "${pods:-it has no pod}" >&2
      return 1
    fi
    sleep 2
  done
  keep_log "$1" "$2"
  if [ "$state" = Complete ]; then
    say "Job $2 is done; its log is in $logs/$2.log"
    return 0
  fi
  printf 'STOP: the Job %s has failed. The end of its log, which is in %s:\n' "$2" "$logs/$2.log" >&2
  tail -n 3 "$logs/$2.log" 2>/dev/null | cut -c 1-2000 >&2 || :
  return 1
}

# Fails if there is a Job $2.
expect_no_job() {
  local there
  there=$(kube get job -n "$1" "$2" --ignore-not-found -o name) || return 1
  [ -n "$there" ] || return 0
  printf 'STOP: there is a Job %s already\n' "$2" >&2
  return 1
}

# Removes the Job $2 and its pod, after its log was kept.
delete_job() {
  keep_log "$1" "$2"
  patiently kube delete job -n "$1" "$2" --ignore-not-found --wait=false
}
