/**
 * What a party of a draw runs itself: keys and contributions in a folder of its own, and its own eyes on the log before it
 * gives anything away. Shares with the server the formulas of the protocol, and believes nothing that the server says.
 */
package org.gongping.draw.party;
