/**
 * Checks a transparency log, a receipt or a dossier without trusting whoever made it ({@code spec/audit-log.md} §4 and
 * §6; RFC 6962, RFC 9162, RFC 8032; C2SP signed-note, tlog-checkpoint, tlog-cosignature, tlog-tiles, tlog-proof,
 * tlog-policy).
 *
 * <p>Nothing here is shared with the code that writes the log, and nothing here asks the server for more than its
 * static files: an error of the one must not hide in the other. An architecture test holds that.
 */
package org.gongping.core.verify;
