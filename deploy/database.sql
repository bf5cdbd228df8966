-- Logins and database, run once by an administrator of PostgreSQL 15 or newer:
--   psql -v migrator_password=… -v server_password=… -v log_password=… -v selfcheck_password=… -f database.sql
-- The migrator owns the schema and makes the other group roles; the server's login is a member of gongping_app alone.
CREATE ROLE gongping_migrator LOGIN CREATEROLE PASSWORD :'migrator_password';
CREATE ROLE gongping_server LOGIN PASSWORD :'server_password';
CREATE ROLE gongping_app NOLOGIN;
GRANT gongping_app TO gongping_server;
CREATE ROLE gongping_log LOGIN PASSWORD :'log_password';
CREATE ROLE gongping_sequencer NOLOGIN;
GRANT gongping_sequencer TO gongping_log;
CREATE ROLE gongping_selfcheck LOGIN PASSWORD :'selfcheck_password';
CREATE ROLE gongping_auditor NOLOGIN;
GRANT gongping_auditor TO gongping_selfcheck;
CREATE DATABASE gongping OWNER gongping_migrator ENCODING 'UTF8' LOCALE 'C.UTF-8' TEMPLATE template0;
