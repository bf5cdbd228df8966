package org.gongping.core.room;

/** What happens in a room; decides by which door people come in. */
public enum RoomKind {
    /** 专家抽取室. */
    DRAW,
    /** 开标大厅. */
    OPENING,
    /** 评标室. */
    EVALUATION
}
