/** Document, price, relation and history screens: clues with evidence, never verdicts. Depends on core alone. */
package org.gongping.screen;
