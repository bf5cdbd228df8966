/** Deposits over HTTP: the bidder's page, the owner's desk, the bank's files, the figures and their reports. */
package org.gongping.service.deposit;
