-- Logins and database, run once by an administrator of PostgreSQL 15 or newer:
--   psql -v migrator_password=… -v server_password=… -f database.sql
-- The migrator owns the schema and makes the other group roles; the server's login is a member of gongping_app alone.
CREATE ROLE gongping_migrator LOGIN CREATEROLE PASSWORD :'migrator_password';
CREATE ROLE gongping_server LOGIN PASSWORD :'server_password';
CREATE ROLE gongping_app NOLOGIN;
GRANT gongping_app TO gongping_server;
CREATE DATABASE gongping OWNER gongping_migrator ENCODING 'UTF8' LOCALE 'C.UTF-8' TEMPLATE template0;
