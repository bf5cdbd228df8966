/** The draw of experts at the edge: its routes, and the watch over its times and seals. */
package org.gongping.service.draw;
