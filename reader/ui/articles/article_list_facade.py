"""Collects what the window uses of the article list: the pane and its model's roles."""

from reader.ui.articles.article_list_model import ARTICLE_ROLE, ID_ROLE, ArticleListModel
from reader.ui.articles.article_list_pane import ArticleListPane

__all__ = ["ARTICLE_ROLE", "ID_ROLE", "ArticleListModel", "ArticleListPane"]
