/**
 * Dress rehearsals: a client of the product's own HTTP API that plays every role of a tender by a case file and holds
 * each answer against what the case file says. It shares no code with the gates and the scoring engine it tries.
 */
package org.gongping.service.rehearsal;
