/** The transparency log at work: the thread that appends, the witnesses that are asked, the files that anybody may fetch. */
package org.gongping.service.log;
