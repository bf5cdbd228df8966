package org.gongping.service.system;

import org.gongping.core.identity.Role;

/** Somebody with an account, a role, and a bearer token that says so. */
record Person(String account, Role role, String token) {}
