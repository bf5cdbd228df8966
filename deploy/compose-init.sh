#!/bin/bash
# Runs inside the postgres container at its first start: the logins and databases of the server and of Keycloak.
set -euo pipefail
psql -v ON_ERROR_STOP=1 -U postgres -v migrator_password="$MIGRATOR_PASSWORD" -v server_password="$SERVER_PASSWORD" \
  -v log_password="$LOG_PASSWORD" -v selfcheck_password="$SELFCHECK_PASSWORD" -f /deploy/database.sql
psql -v ON_ERROR_STOP=1 -U postgres -v keycloak_password="$KEYCLOAK_PASSWORD" <<'SQL'
CREATE ROLE keycloak LOGIN PASSWORD :'keycloak_password';
CREATE DATABASE keycloak OWNER keycloak;
SQL
