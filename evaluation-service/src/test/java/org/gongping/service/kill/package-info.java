/** Processes of their own that are killed at random moments while they work, and what must hold afterwards. */
package org.gongping.service.kill;
