/** What is done when the log contradicts itself: who says what, what a person may decide, and how that is carried out. */
package org.gongping.core.audit.recover;
