/** Coverage-guided fuzzing. */
package org.gongping.core.fuzz;
