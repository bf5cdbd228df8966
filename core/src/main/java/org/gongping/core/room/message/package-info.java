/** The messages that every room has, each with its schema under {@code contract/rooms}. */
package org.gongping.core.room.message;
