/**
 * Rooms on the wire: plain WebSockets that are told what stands in the table of room events. The event bus between the
 * nodes carries hints and nothing that anybody relies on.
 */
package org.gongping.service.room;
