/** The Merkle tree of the log: hashes, proofs, and what they prove (RFC 6962 §2.1, RFC 9162 §2.1). */
package org.gongping.core.audit.tree;
