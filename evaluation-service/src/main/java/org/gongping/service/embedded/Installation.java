package org.gongping.service.embedded;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Set;
import org.apache.commons.compress.archivers.ArchiveEntry;
import org.apache.commons.compress.archivers.ArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;

/** Puts a program into the shared software folder once: complete or not at all, by one process at a time. */
final class Installation {
    private static final int ANY_EXECUTE = 0111;
    private static final String PART = ".part-";

    private Installation() {}

    /** Fills the given, empty folder. */
    @FunctionalInterface
    interface Filling {
        void fill(Path folder) throws IOException;
    }

    /** The folder of that name, filled by this call unless it exists. */
    static Path ensure(Path software, String name, Filling filling) {
        Path target = software.resolve(name);
        if (Files.isDirectory(target)) {
            return target;
        }
        // A name of our own: what a killed process had begun may still be written to by its child.
        Path part = software.resolve(name + PART + ProcessHandle.current().pid());
        try {
            Files.createDirectories(software);
            try (var channel = FileChannel.open(
                            software.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    var lock = channel.lock()) {
                if (Files.isDirectory(target)) {
                    return target;
                }
                deleteParts(software);
                Files.createDirectories(part);
                filling.fill(part);
                return Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
            }
        } catch (IOException e) {
            throw DiskSpace.failure(name + " cannot be unpacked into " + software, e);
        }
    }

    private static void deleteParts(Path software) throws IOException {
        try (var entries = Files.list(software)) {
            for (Path entry : entries.toList()) {
                if (entry.getFileName().toString().contains(PART)) {
                    StateFolder.deleteTree(entry);
                }
            }
        }
    }

    /** Unpacks an archive, leaving out the given number of leading path segments. */
    static void unpack(ArchiveInputStream<?> archive, int strip, Path folder) throws IOException {
        for (ArchiveEntry entry = archive.getNextEntry(); entry != null; entry = archive.getNextEntry()) {
            Path name = Path.of(entry.getName());
            if (name.getNameCount() <= strip) {
                continue;
            }
            Path target =
                    folder.resolve(name.subpath(strip, name.getNameCount())).normalize();
            if (!target.startsWith(folder)) {
                throw new IOException("the archive points outside of its folder: " + entry.getName());
            }
            if (entry.isDirectory()) {
                Files.createDirectories(target);
                continue;
            }
            Files.createDirectories(target.getParent());
            if (entry instanceof TarArchiveEntry tar && tar.isSymbolicLink()) {
                Files.createSymbolicLink(target, Path.of(tar.getLinkName()));
                continue;
            }
            Files.copy(archive, target);
            if (entry instanceof TarArchiveEntry tar && (tar.getMode() & ANY_EXECUTE) != 0) {
                Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(target);
                permissions.add(PosixFilePermission.OWNER_EXECUTE);
                permissions.add(PosixFilePermission.GROUP_EXECUTE);
                permissions.add(PosixFilePermission.OTHERS_EXECUTE);
                Files.setPosixFilePermissions(target, permissions);
            }
        }
    }
}
