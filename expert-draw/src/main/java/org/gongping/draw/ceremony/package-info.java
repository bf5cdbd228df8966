/**
 * A draw as it happens ({@code spec/draw-protocol.md} §5 and §6): the parties' keys, attempts and their steps, each on
 * record; what two holders finish; the transcript. Everything is in the database, so that a power cut loses nothing, and
 * nothing of it is a contribution before its step, an unsealed share before its holder opens it, or a private key.
 */
package org.gongping.draw.ceremony;
