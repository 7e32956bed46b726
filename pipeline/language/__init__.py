"""The English engine: raw text to sentences, words, tags, trees and names, from one file."""
