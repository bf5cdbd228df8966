/** How experts are told of a call: mail, and a gateway for short messages and voice. */
package org.gongping.draw.calling.channel;
