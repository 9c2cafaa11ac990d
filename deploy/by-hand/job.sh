# What the procedures by hand have in common; read by them, not run. They set namespace, KEYS and CLAIM, and people ENDPOINT, REGION and
# BUCKET: where the backups are.
# shellcheck shell=sh disable=SC2154
: "${ENDPOINT:?}" "${REGION:?}" "${BUCKET:?}"

# Runs a script on the data, in a Job, and waits for it.
#   job NAME IMAGE SCRIPT
job() {
  kubectl --namespace "$namespace" delete job "$1" --ignore-not-found >/dev/null
  kubectl --namespace "$namespace" apply --filename - >/dev/null <<YAML
apiVersion: batch/v1
kind: Job
metadata: { name: $1 }
spec:
  backoffLimit: 0
  template:
    spec:
      restartPolicy: Never
      securityContext: { runAsUser: 1000, runAsGroup: 1000, fsGroup: 1000 }
      containers:
        - name: main
          image: $2
          command: [sh, -c]
          args: ['set -eu; $3']
          env:
            - { name: RCLONE_CONFIG_S3_TYPE, value: s3 }
            - { name: RCLONE_CONFIG_S3_PROVIDER, value: Other }
            - { name: RCLONE_CONFIG_S3_ENDPOINT, value: "$ENDPOINT" }
            - { name: RCLONE_CONFIG_S3_REGION, value: "$REGION" }
            - { name: RCLONE_CONFIG_S3_NO_CHECK_BUCKET, value: "true" }
            - name: RCLONE_CONFIG_S3_ACCESS_KEY_ID
              valueFrom: { secretKeyRef: { name: "$KEYS", key: access-key } }
            - name: RCLONE_CONFIG_S3_SECRET_ACCESS_KEY
              valueFrom: { secretKeyRef: { name: "$KEYS", key: secret-key } }
          volumeMounts: [{ name: data, mountPath: /data }]
      volumes: [{ name: data, persistentVolumeClaim: { claimName: "$CLAIM" } }]
YAML
  kubectl --namespace "$namespace" wait --for=condition=complete "job/$1" --timeout=600s >/dev/null
}
