/**
 * People and programs prove who they are: OpenID Connect with the identity provider, sessions of browsers, bearer
 * tokens of programs.
 */
package org.gongping.service.edge.login;
