/** The online opening hall (不见面开标): check-in, the decryption window, the remedy, the reading, confirmation, pauses. */
package org.gongping.core.opening.hall;
