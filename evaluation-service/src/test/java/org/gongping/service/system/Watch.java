package org.gongping.service.system;

import org.gongping.service.TestServer.Answer;

/** Looks over the shoulder of those who play a tender: before each step and after it. */
interface Watch {
    default void before(Step step) {}

    default void after(Step step, Answer answer) {}
}
