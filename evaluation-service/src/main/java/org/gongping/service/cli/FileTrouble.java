package org.gongping.service.cli;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** What is wrong with a file, in words: the messages of the platform are often its path and nothing else. */
public final class FileTrouble {
    private FileTrouble() {}

    public static String of(IOException e) {
        return switch (e) {
            case NoSuchFileException missing -> missing.getFile() + ": no such file";
            case FileAlreadyExistsException there -> there.getFile() + ": exists already, and is not overwritten";
            case AccessDeniedException denied -> denied.getFile() + ": access is denied";
            case FileSystemException other -> other.getMessage();
            default -> String.valueOf(e.getMessage());
        };
    }
}
