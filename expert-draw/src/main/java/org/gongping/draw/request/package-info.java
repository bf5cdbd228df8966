/** How the draw of a tender's experts is asked for and approved, and whether the library can fill the committee. */
package org.gongping.draw.request;
