"""Files to documents: find, read, decode, describe, and know a copy."""

from pipeline.documents.files import document_id, list_files
from pipeline.documents.read import read_documents
from pipeline.documents.seen import SourceFile

__all__ = ["SourceFile", "document_id", "list_files", "read_documents"]
