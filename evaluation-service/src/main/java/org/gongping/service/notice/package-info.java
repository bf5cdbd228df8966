/** Notices for readers outside: what is published, as a page to print and to verify. */
package org.gongping.service.notice;
