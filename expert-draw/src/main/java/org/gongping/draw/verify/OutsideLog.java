package org.gongping.draw.verify;

/** The log as it was had from elsewhere than the transcript: a copy of its tiles, its address, or a dossier. */
public sealed interface OutsideLog permits TileLog, DossierLog {
    /** K1 and K2 are of this log. */
    void extendsBoth(Transcript transcript) throws Failed;

    /** Every step that the transcript shows is in it. */
    void holds(Transcript transcript) throws Failed;

    /** It holds no end of an attempt that the transcript does not show. */
    void hidesNoAttempt(Transcript transcript) throws Failed;
}
