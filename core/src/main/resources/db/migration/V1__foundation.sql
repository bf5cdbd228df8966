CREATE TABLE placeholder (id uuid PRIMARY KEY);
