package org.gongping.service.edge;

/** The operations of one feature. */
public interface Routes {
    void mount(Operations operations);
}
